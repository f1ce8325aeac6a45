/// What the tests of every module share.
@NullMarked
package io.patchbay.testkit;

import org.jspecify.annotations.NullMarked;
