module flotilla.dev/lab/node/shop

go 1.25.0
