package io.patchbay.contract;

/// Why something failed, in one line for people.
public final class Reason {
  private static final String OURS = "io.patchbay.";

  private Reason() {}

  /// The innermost message of our own, which names address or value; otherwise the innermost of
  /// all.
  public static String of(Throwable thrown) {
    String any = thrown.toString();
    String ours = "";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null) {
        any = message;
        ours = isOurs(cause) ? message : ours;
      }
    }
    return ours.isEmpty() ? any : ours;
  }

  private static boolean isOurs(Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith(OURS);
  }
}
