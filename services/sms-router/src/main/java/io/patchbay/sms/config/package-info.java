/// The configuration documents, as the topic has them now.
@NullMarked
package io.patchbay.sms.config;

import org.jspecify.annotations.NullMarked;
