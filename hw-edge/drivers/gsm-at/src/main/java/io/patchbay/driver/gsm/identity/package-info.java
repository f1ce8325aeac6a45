/// Which modem a line is bound to, and where that modem is now.
@NullMarked
package io.patchbay.driver.gsm.identity;

import org.jspecify.annotations.NullMarked;
