package io.patchbay.standalone;

import io.patchbay.contract.Reason;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every service as an application context of its own in this process.
final class InProcess implements Runner {
  private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

  private final List<Running> running = new ArrayList<>();

  @Override
  public void start(Service service) {
    AutoCloseable context = run(service);
    synchronized (running) {
      running.add(new Running(service.name(), context));
    }
  }

  /// By name, as `ServiceLoader` would: standalone must not know what is inside a service.
  private static AutoCloseable run(Service service) {
    try {
      Object context =
          Class.forName(service.mainClass())
              .getMethod("run", Map.class)
              .invoke(null, service.properties());
      return (AutoCloseable) context;
    } catch (InvocationTargetException e) {
      LOG.error("{} did not start", service.name(), e.getCause());
      throw new StartFailure(service.name() + ": " + Reason.of(e), e);
    } catch (ReflectiveOperationException e) {
      throw new StartFailure(service.name() + ": " + e, e);
    }
  }

  /// Edges first, so that their last facts still find the services; the rest at the same time.
  @Override
  public void close() {
    synchronized (running) {
      running.stream().filter(Running::isEdge).forEach(Running::close);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        running.stream().filter(one -> !one.isEdge()).forEach(one -> threads.execute(one::close));
        threads.shutdown();
        if (!threads.awaitTermination(3, TimeUnit.SECONDS)) {
          threads.shutdownNow();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      running.clear();
    }
  }

  private record Running(String name, AutoCloseable context) {
    boolean isEdge() {
      return name.equals(Installation.EDGE);
    }

    void close() {
      try {
        context.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", name, e);
      }
    }
  }
}
