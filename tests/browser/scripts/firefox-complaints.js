// What Firefox complained of since last asked, about pages: its console also has what Firefox says of itself. Runs in Firefox's window.
const answer = arguments[arguments.length - 1];
const complaints = [];
for (const message of Services.console.getMessageArray()) {
  if (!(message instanceof Ci.nsIScriptError)) continue;
  const { errorMessage, sourceName, lineNumber, flags } = message;
  if (/^(file|https?):/.test(sourceName) && !(flags & Ci.nsIScriptError.infoFlag)) complaints.push(`${sourceName}:${lineNumber}: ${errorMessage}`);
}
Services.console.reset();
answer(complaints);
