/** What keeps the service from beginning, in words for whoever starts it. */
export class ServiceFault extends Error {}
