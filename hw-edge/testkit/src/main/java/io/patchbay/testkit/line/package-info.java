/// A line whose hardware is the test.
@NullMarked
package io.patchbay.testkit.line;

import org.jspecify.annotations.NullMarked;
