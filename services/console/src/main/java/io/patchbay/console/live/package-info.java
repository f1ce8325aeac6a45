/// What goes on now, kept in memory and pushed to whoever watches.
@NullMarked
package io.patchbay.console.live;

import org.jspecify.annotations.NullMarked;
