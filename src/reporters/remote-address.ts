// Makes a git remote fit to publish: an absolute address without user names, passwords, queries and local paths.

const publicSchemes = new Set(["http:", "https:", "ssh:", "git:"]);

/** The address as an absolute URL, or undefined where it names a place on this machine or is no address. */
export function publishableRemote(remote: string | undefined): string | undefined {
  if (remote === undefined) return undefined;
  // git's short form `user@host:path`; a path that begins with a slash would be absolute on the host.
  const short = /^(?:[^@\s/:]+@)?([A-Za-z0-9.-]{2,}):(?!\/\/)\/?([^\s]+)$/.exec(remote);
  const address = short === null ? remote : `https://${short[1]}/${short[2]}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!publicSchemes.has(url.protocol) || url.hostname === "") return undefined;
  url.username = "";
  url.password = "";
  url.search = "";
  url.hash = "";
  return url.href.replace(/\.git\/?$/, "");
}
