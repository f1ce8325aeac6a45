/// Parts of long messages, decoded and put together. Pure.
@NullMarked
package io.patchbay.sms.concat;

import org.jspecify.annotations.NullMarked;
