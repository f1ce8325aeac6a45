/// Which modem and card each line had, across restarts.
@NullMarked
package io.patchbay.edge.inventory;

import org.jspecify.annotations.NullMarked;
