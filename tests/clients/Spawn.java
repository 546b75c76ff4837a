// SPDX-License-Identifier: BSD-2-Clause
// usage: java Spawn N: starts N programs from 8 threads.  A line for each
// thread: how many of its programs did what they were told to.
import java.io.File;
import java.util.concurrent.atomic.AtomicInteger;

public class Spawn {
	static final int THREADS = 8;
	static final AtomicInteger failures = new AtomicInteger();

	public static void main(String[] args) throws Exception {
		int total = Integer.parseInt(args[0]);
		Thread[] threads = new Thread[THREADS];
		for (int t = 0; t < THREADS; t++) {
			int first = t;
			threads[t] = new Thread(() -> {
				for (int n = first; n < total; n += THREADS)
					one(n);
			});
			threads[t].start();
		}
		for (Thread thread : threads)
			thread.join();
		System.out.println(total + " programs, failures: " + failures +
		    (failures.get() == 0 ? " ok" : ""));
		System.out.println("missing program " + missing());
	}

	static void one(int n) {
		try {
			if (!answers(n))
				failures.incrementAndGet();
		} catch (Exception e) {
			failures.incrementAndGet();
			System.err.println(e);
		}
	}

	static boolean answers(int n) throws Exception {
		ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c",
		    "read x; echo $x $VALUE; pwd >&2; exit " + n % 100);
		builder.environment().put("VALUE", "v" + n);
		builder.directory(new File("/"));
		Process process = builder.start();
		process.getOutputStream().write((n + "\n").getBytes());
		process.getOutputStream().close();
		String said = new String(
		    process.getInputStream().readAllBytes());
		String where = new String(
		    process.getErrorStream().readAllBytes());
		return process.waitFor() == n % 100 && where.equals("/\n") &&
		    said.equals(n + " v" + n + "\n");
	}

	static String missing() {
		try {
			new ProcessBuilder("/nonexistent").start();
			return "was started";
		} catch (Exception e) {
			return e.getMessage().contains("error=2") ? "ok" :
			    e.toString();
		}
	}
}
