/// What lines do by themselves: find out their own number, answer questions for one.
@NullMarked
package io.patchbay.sms.own;

import org.jspecify.annotations.NullMarked;
