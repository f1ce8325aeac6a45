/// The Helm chart, linted, rendered and checked as Kubernetes would read it.
@NullMarked
package io.patchbay.scenarios.helm;

import org.jspecify.annotations.NullMarked;
