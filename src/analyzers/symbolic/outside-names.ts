// Names of outside values that the simulation makes itself.

/** An entry of an archive: its name is chosen by whoever made the archive. */
export const ARCHIVE_ENTRY = "archive entry";

/** The argument under which a call that unpacks says which name the program has given an entry. */
export const RENAMED = "renamed entry";

/** What an entry says of itself where it is a link, and where it is a plain file of a chosen name. */
const entryKinds: ReadonlyMap<string, boolean> = new Map([["issym", true], ["islnk", true], ["isfile", false], ["isreg", false], ["isdir", false], ["isdev", false], ["ischr", false], ["isblk", false], ["isfifo", false]]);

/**
 * What is known of the entry that an attack uses: it is a link that leads elsewhere where the entry itself is meant, a plain
 * file where its name is. Undefined for all other questions.
 */
export function askedOfEntry(path: string, name: string, isFocus: (path: string) => boolean): boolean | undefined {
  const ofLink = path === ARCHIVE_ENTRY ? entryKinds.get(name) : undefined;
  if (ofLink === undefined) return undefined;
  return isFocus(ARCHIVE_ENTRY) ? ofLink : isFocus(`${ARCHIVE_ENTRY}.name`) ? /^is(?:file|reg)$/.test(name) : undefined;
}

const listsEntries = /(?:tar|zip|archive|bundle|unzipper|AdmZip)\w*.*\.(?:getmembers|getnames|namelist|infolist|getEntries|entries)$/i;

/** True for a method that gives an archive's entries. */
export function givesArchiveEntries(name: string): boolean {
  return listsEntries.test(name);
}

/** True for an archive that gives its entries one by one. */
export function isArchive(name: string): boolean {
  return /^tarfile\.(?:open|TarFile(?:\.open)?)\(\)$/.test(name);
}
