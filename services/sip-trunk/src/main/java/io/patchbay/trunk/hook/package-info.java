/// Tells programs elsewhere by HTTP.
@NullMarked
package io.patchbay.trunk.hook;

import org.jspecify.annotations.NullMarked;
