import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Values of `errors[].type`, as GitHub sends them. */
type ErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'INSUFFICIENT_SCOPES'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'ARGUMENT_CONFLICT'
  | 'MAX_NODE_LIMIT_EXCEEDED'
  | 'RESOURCE_LIMITS_EXCEEDED'
  | 'RATE_LIMITED'
  | 'INTERNAL';

/** An error of one field; GraphQL adds its path and nulls what must not be null above it. */
export function fieldError(type: ErrorType, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

export function forbidden(): GraphQLError {
  return fieldError('FORBIDDEN', 'Resource not accessible by integration');
}

/** GitHub puts `type` beside `message`, where the specification has `extensions`. */
export function asGitHubError(error: GraphQLError): GraphQLFormattedError & { type?: unknown } {
  const { type, ...extensions } = error.extensions;
  const shown = error.toJSON();
  return {
    ...(type === undefined ? {} : { type }),
    ...(shown.path === undefined ? {} : { path: shown.path }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
    ...(shown.locations === undefined ? {} : { locations: shown.locations }),
    message: shown.message,
  };
}

/** GitHub words a refused document differently from graphql-js; the two clients meet most are translated. */
export function asValidationError(error: GraphQLError): Record<string, unknown> {
  const locations = error.toJSON().locations;
  const field = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  if (field) {
    const [, fieldName, typeName] = field;
    return {
      path: ['query', fieldName],
      extensions: { code: 'undefinedField', typeName, fieldName },
      locations,
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
    };
  }
  const argument = /^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/.exec(error.message);
  if (argument) {
    const [, argumentName, , name] = argument;
    return {
      path: ['query', name, argumentName],
      extensions: { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName },
      locations,
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
    };
  }
  return { locations, message: error.message };
}
