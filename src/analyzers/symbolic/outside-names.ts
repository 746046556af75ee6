// Names of outside values that the simulation makes itself.

/** An entry of an archive: its name is chosen by whoever made the archive. */
export const ARCHIVE_ENTRY = "archive entry";

const listsEntries = /(?:tar|zip|archive|bundle|unzipper|AdmZip)\w*.*\.(?:getmembers|getnames|namelist|infolist|getEntries|entries)$/i;

/** True for a method that gives an archive's entries. */
export function givesArchiveEntries(name: string): boolean {
  return listsEntries.test(name);
}

/** True for an archive that gives its entries one by one. */
export function isArchive(name: string): boolean {
  return /^tarfile\.(?:open|TarFile(?:\.open)?)\(\)$/.test(name);
}
