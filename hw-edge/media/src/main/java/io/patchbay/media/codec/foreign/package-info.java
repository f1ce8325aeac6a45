/// Libraries of the machine, bound at run time by their full names.
@NullMarked
package io.patchbay.media.codec.foreign;

import org.jspecify.annotations.NullMarked;
