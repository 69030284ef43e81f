//! The one sentence: generate, submit, crawl, probe, scan, report.
