/**
 * A CRM that does not exist: a year of its events, drawn by a seed, and what becomes of them on
 * their way.
 *
 * <p>All names of a run begin with a tilde, which stands for the run's own prefix until it is sent.
 */
@NullMarked
package dev.yardstick.acceptance.crm.simulated;

import org.jspecify.annotations.NullMarked;
