/// The machine that brings a modem back, tested as a table.
@NullMarked
package io.patchbay.driver.gsm.recovery;

import org.jspecify.annotations.NullMarked;
