/// What is different from one modem family to the next, as data.
@NullMarked
package io.patchbay.driver.gsm.profile;

import org.jspecify.annotations.NullMarked;
