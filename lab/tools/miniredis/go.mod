module flotilla.dev/lab/tools/miniredis

go 1.24.0

require github.com/alicebob/miniredis/v2 v2.37.0

require github.com/yuin/gopher-lua v1.1.1 // indirect
