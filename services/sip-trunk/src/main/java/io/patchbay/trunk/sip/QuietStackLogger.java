package io.patchbay.trunk.sip;

import gov.nist.core.LogLevels;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stack's log on slf4j; what peers can provoke stays at debug.
///
/// Made by the stack by name, hence public.
public final class QuietStackLogger implements StackLogger {
  private static final Logger LOG = LoggerFactory.getLogger("jain.sip");

  private final boolean debug = LOG.isDebugEnabled();
  private final boolean trace = LOG.isTraceEnabled();

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int level) {}

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void logException(Throwable thrown) {
    LOG.debug("stack", thrown);
  }

  @Override
  public void logDebug(String message) {
    LOG.trace(message);
  }

  @Override
  public void logDebug(String message, Exception thrown) {
    LOG.trace(message, thrown);
  }

  @Override
  public void logTrace(String message) {
    LOG.trace(message);
  }

  @Override
  public void logFatalError(String message) {
    LOG.error(message);
  }

  @Override
  public void logError(String message) {
    LOG.debug(message);
  }

  @Override
  public void logError(String message, Exception thrown) {
    LOG.debug(message, thrown);
  }

  @Override
  public void logWarning(String message) {
    LOG.debug(message);
  }

  @Override
  public void logInfo(String message) {
    LOG.trace(message);
  }

  /// The stack asks hundreds of times per message; a change of level counts for the next stack.
  @Override
  public boolean isLoggingEnabled() {
    return debug;
  }

  @Override
  public boolean isLoggingEnabled(int level) {
    return level >= LogLevels.TRACE_INFO ? trace : debug;
  }

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(String stamp) {}

  @Override
  public void setStackProperties(Properties properties) {}

  @Override
  public String getLoggerName() {
    return "jain.sip";
  }
}
