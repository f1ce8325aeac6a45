/// Tells people and programs elsewhere: by HTTP, mail and short message.
@NullMarked
package io.patchbay.launch.hook;

import org.jspecify.annotations.NullMarked;
