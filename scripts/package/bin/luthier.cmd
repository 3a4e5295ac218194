@rem The command line of the packaged app, on the Node of the person (22.12 or newer): the app's own does not run scripts.
@node "%~dp0..\core\luthier.mjs" %*
