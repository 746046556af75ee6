import { JwtModule } from '@nestjs/jwt';

export const tokens = JwtModule.register({ secret: process.env.JWT_SECRET, signOptions: { expiresIn: '1d' } });
