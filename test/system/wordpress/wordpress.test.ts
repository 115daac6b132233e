// One file, so that one site serves both: it is slow to start.
import './import-tests.ts'
import './plugin-tests.ts'
import './editing-tests.ts'
