"""What `baseldesk bench` measures: each figure beside a yardstick that is measured in the same run, on the same records."""
