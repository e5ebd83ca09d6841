# A peer of benches/sweep_peers: pROC.
suppressMessages(library(pROC))
arguments <- commandArgs(trailingOnly = TRUE)
size <- file.size(arguments[3])
scores <- readBin(arguments[2], "numeric", n = size, size = 4)
labels <- readBin(arguments[3], "integer", n = size, size = 1)
curve <- function() roc(labels, scores, levels = c(0, 1), direction = "<", quiet = TRUE)
delong <- function() sqrt(var(curve(), method = "delong"))
bootstrap <- function() {
  set.seed(1)
  resamples <- as.integer(arguments[4])
  ci.coords(curve(), x = 1 - 1e-3, input = "specificity", ret = "sensitivity", boot.n = resamples,
            progress = "none", transpose = FALSE)
  ci.auc(curve(), method = "bootstrap", boot.n = resamples, progress = "none")
  NULL
}
start <- proc.time()[["elapsed"]]
answer <- switch(arguments[1], delong = delong(), bootstrap = bootstrap())
seconds <- proc.time()[["elapsed"]] - start
status <- readLines("/proc/self/status")
peak <- as.numeric(gsub("[^0-9]", "", grep("VmHWM", status, value = TRUE))) / 1024
cat(sprintf('{"seconds": %f, "mb": %f, "answer": %s}\n', seconds, peak,
            if (is.null(answer)) "null" else sprintf("%.17g", answer)))
