/// Number patterns of the digit-map kind (catalogue H7): `{^1900x+ | <=1617>xxxxxxx | L: 626x+}`.
@NullMarked
package io.patchbay.routing.pattern;

import org.jspecify.annotations.NullMarked;
