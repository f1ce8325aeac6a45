/// Modems whose voice comes by a sound card: the only package that knows `javax.sound`.
@NullMarked
package io.patchbay.driver.gsm.soundcard;

import org.jspecify.annotations.NullMarked;
