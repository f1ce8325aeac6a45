/// Other people's software and the running product, driven by tests.
@NullMarked
package io.patchbay.scenarios.harness;

import org.jspecify.annotations.NullMarked;
