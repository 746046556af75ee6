// Remotes are published as absolute addresses, never with credentials or local paths.

import { describe, expect, it } from "vitest";
import { publishableRemote } from "../../../src/reporters/remote-address.ts";

describe("publishableRemote", () => {
  it.each<[string | undefined, string | undefined]>([
    ["https://git.example.org/shop/shop.git", "https://git.example.org/shop/shop"],
    ["https://reader:secret@git.example.org/shop.git?token=1#x", "https://git.example.org/shop"],
    ["git@git.example.org:shop/shop.git", "https://git.example.org/shop/shop"],
    ["git.example.org:shop.git", "https://git.example.org/shop"],
    ["ssh://git@git.example.org:2222/shop.git", "ssh://git.example.org:2222/shop"],
    ["/srv/git/shop.git", undefined],
    ["../shop", undefined],
    ["file:///srv/git/shop.git", undefined],
    ["C:\\git\\shop", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%s becomes %s", (remote, published) => {
    expect(publishableRemote(remote)).toBe(published);
  });
});
