import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';

export function requireBearer(token: string): Interceptor {
  return (next) => (request) => {
    if (request.header.get('authorization') !== `Bearer ${token}`) {
      throw new ConnectError('the authorization header holds no valid bearer token', Code.Unauthenticated);
    }
    return next(request);
  };
}
