/// The rules of structure that every module's tests enforce.
@NullMarked
package io.patchbay.testkit.arch;

import org.jspecify.annotations.NullMarked;
