/// Lists of numbers of any length, small in memory and quick to ask. Pure.
@NullMarked
package io.patchbay.routing.list;

import org.jspecify.annotations.NullMarked;
