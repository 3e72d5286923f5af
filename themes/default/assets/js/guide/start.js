// Each part of a page starts alone, so that one failing leaves the others working.
export function start(parts, ...things) {
  for (const part of parts) {
    try {
      part(...things);
    } catch (error) {
      console.error(error);
    }
  }
}
