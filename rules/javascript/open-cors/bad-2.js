import cors from 'cors';

export const sharing = cors({ credentials: true, origin: '*' }); // expect: together with credentials
