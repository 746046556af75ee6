import { JwtModule } from '@nestjs/jwt';

export const tokens = JwtModule.register({ secret: 'a7c1-long-key', signOptions: { expiresIn: '1d' } }); // expect: is written here
