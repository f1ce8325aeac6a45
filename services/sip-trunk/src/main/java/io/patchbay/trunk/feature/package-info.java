/// What SIP does besides calls: OPTIONS, MESSAGE.
@NullMarked
package io.patchbay.trunk.feature;

import org.jspecify.annotations.NullMarked;
