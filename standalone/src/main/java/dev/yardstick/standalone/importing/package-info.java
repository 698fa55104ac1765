/**
 * Importers of whole data sets: they read files strictly and send them over the public HTTP API.
 */
@NullMarked
package dev.yardstick.standalone.importing;

import org.jspecify.annotations.NullMarked;
