// SPDX-License-Identifier: Apache-2.0
/** Tests over HTTP, against a service that listens at the loopback interface. */
package io.whotrail.service;
