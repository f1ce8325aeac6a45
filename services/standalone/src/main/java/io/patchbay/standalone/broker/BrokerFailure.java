package io.patchbay.standalone.broker;

/// The broker does not start; the message is one line for the user.
public final class BrokerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
