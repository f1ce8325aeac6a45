/// Serial ports: the only package that knows the serial library.
@NullMarked
package io.patchbay.driver.gsm.serial;

import org.jspecify.annotations.NullMarked;
