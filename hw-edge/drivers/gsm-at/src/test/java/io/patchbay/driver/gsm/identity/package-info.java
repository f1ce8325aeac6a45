/// Which modem is a line's, tested with a sysfs of our own.
@NullMarked
package io.patchbay.driver.gsm.identity;

import org.jspecify.annotations.NullMarked;
