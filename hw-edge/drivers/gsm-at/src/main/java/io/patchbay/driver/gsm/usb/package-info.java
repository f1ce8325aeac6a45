/// Which serial ports and sound cards belong to one USB device: read in sysfs, never written.
@NullMarked
package io.patchbay.driver.gsm.usb;

import org.jspecify.annotations.NullMarked;
