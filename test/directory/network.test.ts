import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/directory/network.ts';

describe('the network under which attempts are counted', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1:2:3::', '1:2:3:0::/64'],
    ['unix', 'unix'],
    ['', ''],
    ['a:b:c', 'a:b:c'],
    ['zz::1', 'zz::1'],
  ])('of %s is %s: an IPv4 address itself, the /64 of an IPv6 one', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
