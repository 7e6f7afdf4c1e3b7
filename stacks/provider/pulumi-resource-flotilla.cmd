@"%~dp0..\..\node_modules\.bin\node" "%~dp0main.ts" %*
