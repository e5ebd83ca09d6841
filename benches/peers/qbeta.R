# A peer of benches/clopper_pearson.rs: the quantiles of the beta distribution by R.
#
# Reads the counts from the file named, says who it is, then for every line on standard input times one
# pass over all of them and answers with its seconds and the means of log(lower) and log(upper).

counts <- read.csv(commandArgs(trailingOnly = TRUE)[1])
events <- as.numeric(counts$events)
others <- as.numeric(counts$trials) - events
cat(R.version.string, ", qbeta\n", sep = "")
orders <- file("stdin", "r")
while (length(readLines(orders, 1)) > 0) {
  start <- proc.time()[["elapsed"]]
  lower <- qbeta(0.025, events, others + 1)
  upper <- ifelse(others > 0, qbeta(0.025, events + 1, pmax(others, 1), lower.tail = FALSE), 1)
  seconds <- proc.time()[["elapsed"]] - start
  cat(sprintf("%.6f %.17g %.17g\n", seconds, mean(log(lower)), mean(log(upper))))
}
