/// Tests of the measuring programs.
@NullMarked
package io.patchbay.standalone.bench;

import org.jspecify.annotations.NullMarked;
