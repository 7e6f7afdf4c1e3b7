# What the scripts of this folder begin with. PACKAGES is the folder of the unpacked Debian packages, GROUP the name of the lab's
# own control group.
set -eu
export PATH="$PACKAGES/usr/bin:$PACKAGES/usr/sbin:$PACKAGES/sbin:$PATH"
export LD_LIBRARY_PATH="$PACKAGES/usr/lib/x86_64-linux-gnu:$PACKAGES/lib/x86_64-linux-gnu"
export XTABLES_LIBDIR="$PACKAGES/usr/lib/x86_64-linux-gnu/xtables"
HIERARCHIES="cpu cpuacct cpuset memory devices freezer blkio pids systemd"

# The control group NAME below the one of this process, in every hierarchy; the process moves in.
enter_group() {
  local each own path
  for each in $HIERARCHIES; do
    own=$(awk -F: -v name="$each" '$2 == name || $2 == "name=" name { print $3 }' /proc/self/cgroup)
    path=/sys/fs/cgroup/$each${own%/}/$1
    mkdir -p "$path"
    if [ "$each" = cpuset ]; then
      cat "${path%/*}/cpuset.cpus" >"$path/cpuset.cpus"
      cat "${path%/*}/cpuset.mems" >"$path/cpuset.mems"
    fi
    [ "$each" = memory ] && echo 1 2>/dev/null >"$path/memory.use_hierarchy" || true
    echo $$ >"$path/cgroup.procs"
  done
}

# Mounts that are nobody else's: control groups from here downwards, and /sys of this network.
own_mounts() {
  local each
  mount --make-rprivate /
  umount -l /sys/fs/cgroup
  mount -t sysfs sysfs /sys
  mount -t tmpfs -o mode=755 cgroup /sys/fs/cgroup
  for each in $HIERARCHIES; do
    mkdir "/sys/fs/cgroup/$each"
    if [ "$each" = systemd ]; then
      mount -t cgroup -o none,name=systemd cgroup "/sys/fs/cgroup/$each"
    else
      mount -t cgroup -o "$each" cgroup "/sys/fs/cgroup/$each"
    fi
  done
}
