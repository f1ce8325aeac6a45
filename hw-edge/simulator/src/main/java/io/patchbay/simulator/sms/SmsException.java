package io.patchbay.simulator.sms;

/// The service centre does not take a message; says why.
public final class SmsException extends Exception {
  private static final long serialVersionUID = 1L;

  public SmsException(String message) {
    super(message);
  }
}
