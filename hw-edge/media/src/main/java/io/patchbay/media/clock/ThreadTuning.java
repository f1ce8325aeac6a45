package io.patchbay.media.clock;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/// Asks Linux for exact timers and precedence of the calling thread, where it permits.
///
/// Without native access, on another system or without the right, nothing happens.
public final class ThreadTuning {
  private static final int PR_SET_TIMERSLACK = 29;
  private static final int PRIO_PROCESS = 0;
  private static final int NICE = -15;

  private ThreadTuning() {}

  /// Timer slack 1 ns and nice −15 for this platform thread (prctl(2), setpriority(2)).
  public static void forMedia() {
    if (ThreadTuning.class.getModule().isNativeAccessEnabled()
        && System.getProperty("os.name", "").equals("Linux")) {
      call("prctl", PR_SET_TIMERSLACK, 1);
      call("setpriority", PRIO_PROCESS, 0);
    }
  }

  @SuppressWarnings("restricted") // guarded by isNativeAccessEnabled
  private static void call(String function, int first, long second) {
    var linker = Linker.nativeLinker();
    var address = linker.defaultLookup().find(function);
    if (address.isEmpty()) {
      return;
    }
    boolean priority = function.equals("setpriority");
    try {
      if (priority) {
        var type =
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT);
        MethodHandle handle = linker.downcallHandle(address.get(), type);
        int _ = (int) handle.invokeExact(first, (int) second, NICE);
      } else {
        var type =
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        MethodHandle handle =
            linker.downcallHandle(address.get(), type, Linker.Option.firstVariadicArg(1));
        int _ = (int) handle.invokeExact(first, second);
      }
    } catch (Throwable failure) { // invokeExact declares Throwable; a C call throws nothing
      throw new IllegalStateException(function + MethodType.methodType(int.class), failure);
    }
  }
}
