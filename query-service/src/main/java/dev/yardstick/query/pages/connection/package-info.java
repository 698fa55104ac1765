/** The pages where connections to CRMs are defined. */
@NullMarked
package dev.yardstick.query.pages.connection;

import org.jspecify.annotations.NullMarked;
